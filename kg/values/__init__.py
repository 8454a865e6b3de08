"""Parsers of dates and quantities that keep the precision with which they were stated."""
