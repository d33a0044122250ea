"""应急维修: a driver calls for help on the road, verified workshops offer time and price, the driver chooses one."""
