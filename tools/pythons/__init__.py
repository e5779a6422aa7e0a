"""The tests on other Pythons than the project's own, above all on one like that which is deployed."""
