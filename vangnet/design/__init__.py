"""The design system: layout, components and form fields that render themselves."""
