-- Prawa do jednej bazy programu Przejrzysty Urząd. Uruchamia superużytkownik, połączony z tą bazą:
-- psql -v baza=urzad -d urzad -f database.sql
-- Ten plik powstaje z db/server_roles.py – nie poprawiaj go ręcznie.
REVOKE ALL ON DATABASE :"baza" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"baza" TO urzad_member;
ALTER DATABASE :"baza" OWNER TO urzad_owner;
ALTER SCHEMA public OWNER TO urzad_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS amcheck;
GRANT EXECUTE ON FUNCTION bt_index_check(regclass, boolean) TO urzad_owner;
