"""Reading only: what the rows say, in columns with units."""
