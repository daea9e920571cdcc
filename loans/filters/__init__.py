"""What narrows a list: parameters of an address, read by a form."""
