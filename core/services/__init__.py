"""The verbs of the product: functions of a library, parts and a progress that return reports.

A service holds no state, starts no thread, and never keeps a transaction open over a decode
or a model call.
"""
