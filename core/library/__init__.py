"""The library: everything known about photos, faces and people, in one SQLite file.

The only package that knows SQLAlchemy. Rows never leave it; its doors
(`Transaction.photos`, `.faces`, `.people` ...) take and give domain values.
"""
