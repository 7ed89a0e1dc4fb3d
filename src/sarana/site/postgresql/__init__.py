"""Django's engine for PostgreSQL, which keeps the plans of its statements."""
