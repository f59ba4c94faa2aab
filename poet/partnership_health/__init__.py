"""The 'health of the partnership' report: made from answers, frozen, read in the browser, downloaded."""
