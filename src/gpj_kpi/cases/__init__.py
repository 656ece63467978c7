"""Typed rows become cases: rejected and repeated rows set apart, local times turned into instants."""
