"""Networks that make embeddings of faces, how they are trained, and how well they tell people
apart.

What the programs in the folder above are made of.
"""
