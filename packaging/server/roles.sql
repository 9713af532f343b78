-- Role serwera PostgreSQL dla programu Przejrzysty Urząd. Uruchamia je superużytkownik (postgres), raz na serwer;
-- ponowne uruchomienie niczego nie psuje. Ten plik powstaje z db/server_roles.py – nie poprawiaj go ręcznie.
-- Hasło właściciela ustawia setup_debian.sh; hasła ludzi ustawia program i serwer nigdy ich nie widzi.

DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_owner') THEN CREATE ROLE urzad_owner LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_member') THEN CREATE ROLE urzad_member NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_front_desk') THEN CREATE ROLE urzad_front_desk NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_card_author') THEN CREATE ROLE urzad_card_author NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_card_approver') THEN CREATE ROLE urzad_card_approver NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_ngo_officer') THEN CREATE ROLE urzad_ngo_officer NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_personnel') THEN CREATE ROLE urzad_personnel NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_unit_head') THEN CREATE ROLE urzad_unit_head NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_executive') THEN CREATE ROLE urzad_executive NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_data_protection') THEN CREATE ROLE urzad_data_protection NOLOGIN; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'urzad_administrator') THEN CREATE ROLE urzad_administrator NOLOGIN; END IF; END $$;
GRANT urzad_member TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_front_desk TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_card_author TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_card_approver TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_ngo_officer TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_personnel TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_unit_head TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_executive TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_data_protection TO urzad_owner WITH ADMIN OPTION;
GRANT urzad_administrator TO urzad_owner WITH ADMIN OPTION;
-- odłączenie osoby, której odebrano dostęp
GRANT pg_signal_backend TO urzad_owner;
