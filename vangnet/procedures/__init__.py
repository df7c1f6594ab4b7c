"""Residence, child protection, criminal proceedings and return: their forms and documents."""
