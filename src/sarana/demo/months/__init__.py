"""One month of the country: signals come in, cases are opened, operations follow, courts and care take years."""
