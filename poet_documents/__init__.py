"""What people read: charts, web pages and PDFs, each made from one value of ``poet_method``. No Django."""
