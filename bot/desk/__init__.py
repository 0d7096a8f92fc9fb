"""The front desk: takes what people write in chats, sees to it that each gets exactly one answer, and lays it out.

Everything that two platforms would have to decide alike is decided here; adapters translate and draw.
"""
