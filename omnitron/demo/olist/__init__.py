"""Orders of the public "Brazilian E-Commerce" data set (docs/data.md)."""
