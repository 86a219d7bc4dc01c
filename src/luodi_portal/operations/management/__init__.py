"""Operations' commands."""
