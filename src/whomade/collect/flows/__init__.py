"""What devices call, from captures, Zeek logs and logs of name servers: one book of names, contacts and moments.

Nothing here judges; a reader writes into the book, in bounded memory, and a broken line costs itself alone.
"""
