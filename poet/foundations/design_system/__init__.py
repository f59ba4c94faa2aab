"""GOV.UK Frontend under our own brand: the page, the form fields, the error pages."""
