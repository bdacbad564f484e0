"""Plans of seeded orders in every state, made by the product's own services and jobs."""
