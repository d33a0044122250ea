"""What a driver needs between two stops: help when the lorry stands still, and a load for the way back."""
