"""The intermediate representation and the templates become the texts of a package."""
