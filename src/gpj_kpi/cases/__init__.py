"""Typed rows become cases: rejected rows and duplicates are left out, local times become instants."""
