"""Claims about the real orders, checked where the files lie beside the checkout."""
