"""Random lives of an order, and an oracle that only counts money."""
