"""Validity: do the figures that are paid for tell what customers go through?"""
