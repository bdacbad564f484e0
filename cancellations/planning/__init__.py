"""What a plan would be: worked out from an order's standing and a wish, without writing a row.

The preview and the execution call the same function, so that they cannot disagree.
"""
