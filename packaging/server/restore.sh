#!/usr/bin/env bash
# Odtwarza bazę programu Przejrzysty Urząd z kopii zrobionej przez backup.sh. Najpierw obok, w nowej bazie, ze
# sprawdzeniem; dopiero potem zamienia nazwy. Zastąpiona baza zostaje pod nazwą z dopiskiem „_przed_…”.
#
#   ./restore.sh [--database urzad] [--roles] KATALOG_KOPII
#   --roles           odtwórz też loginy i role (nowy serwer)
#   --tools KATALOG   katalog programów PostgreSQL; połączenie jak zwykle w PostgreSQL (PGHOST, PGPORT, PGUSER)
set -euo pipefail
umask 077

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
database=urzad tools='' roles=no copy=''
fail() { printf '%s\n' "$*" >&2; exit 1; }
while (($#)); do
    case "$1" in
        --database) database="${2:?}"; shift 2 ;;
        --tools) tools="${2:?}/"; shift 2 ;;
        --roles) roles=yes; shift ;;
        -h | --help) sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
        -*) fail "Nieznana opcja: $1 (zob. --help)" ;;
        *) copy="$1"; shift ;;
    esac
done
[[ -f $copy/baza.dump && -f $copy/manifest.json ]] || fail 'Podaj katalog kopii (z plikami baza.dump i manifest.json).'
[[ $database =~ ^[a-z][a-z0-9_]{0,40}$ ]] || fail 'Nazwa bazy: małe litery, cyfry i podkreślenie.'

run_sql() { "${tools}psql" --no-psqlrc --quiet --tuples-only --no-align -v ON_ERROR_STOP=1 "$@"; }
sum="$(sed -n 's/.*"sha256": "\([0-9a-f]\{64\}\)".*/\1/p' "$copy/manifest.json")"
[[ -n $sum ]] || fail 'W manifest.json nie ma sumy kontrolnej.'
(cd "$copy" && printf '%s  baza.dump\n' "$sum" | sha256sum --check --quiet) || fail 'Plik baza.dump jest uszkodzony albo zmieniony.'
roles_sum="$(sed -n 's/.*"roles_sha256": "\([0-9a-f]\{64\}\)".*/\1/p' "$copy/manifest.json")"
[[ -n $roles_sum || $roles == no ]] || fail 'W manifest.json nie ma sumy kontrolnej pliku role.sql.'
[[ -z $roles_sum ]] || (cd "$copy" && printf '%s  role.sql\n' "$roles_sum" | sha256sum --check --quiet) ||
    fail 'Plik role.sql jest uszkodzony albo zmieniony.'
wanted="$(sed -n 's/.*"rows": \(.*\)}$/\1/p' "$copy/manifest.json")"

if [[ $roles == yes ]]; then
    # role, które już są, zostają; ich hasła i przynależność pochodzą z kopii; treści poleceń (skrótów haseł) nie widać
    told="$(PGOPTIONS='-c lc_messages=C' "${tools}psql" --no-psqlrc --quiet -v VERBOSITY=terse -d postgres \
        -f "$copy/role.sql" 2>&1 >/dev/null)" || fail "Nie udało się odtworzyć loginów i ról. $told"
    wrong="$(grep -E 'ERROR:|FATAL:' <<<"$told" | grep -v 'already exists' || true)"
    [[ -z $wrong ]] || fail "Nie udało się odtworzyć loginów i ról; baza w użyciu została nietknięta. $wrong"
fi

moment="$(date -u +%Y%m%d_%H%M%S)"
fresh="${database}_nowa_$$"
work="$(mktemp)"
before='' limit=''
exists() { [[ $(run_sql -d postgres -c "SELECT count(*) FROM pg_database WHERE datname = '$1'") == 1 ]]; }
# baza w użyciu wraca pod swoją nazwę i znów wpuszcza ludzi
reopen() {
    if ! exists "$database"; then run_sql -d postgres -c "ALTER DATABASE $before RENAME TO $database"; fi
    run_sql -d postgres -c "ALTER DATABASE $database ALLOW_CONNECTIONS true CONNECTION LIMIT $limit"
}
cleanup() {
    rm -f "$work"
    if [[ -n $limit ]]; then
        if reopen; then
            printf 'Nie odtworzono kopii. Dotychczasowa baza %s działa dalej.\n' "$database" >&2
        else
            printf 'Nie odtworzono kopii, a dotychczasowej bazy nie udało się otworzyć. Jako postgres: %s\n' \
                "ALTER DATABASE $before RENAME TO $database; ALTER DATABASE $database ALLOW_CONNECTIONS true CONNECTION LIMIT $limit" >&2
        fi
    fi
    run_sql -d postgres -c "DROP DATABASE IF EXISTS $fresh" >/dev/null 2>&1 || true
}
trap cleanup EXIT
run_sql -d postgres -c "CREATE DATABASE $fresh OWNER urzad_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
"${tools}pg_restore" --exit-on-error --single-transaction --dbname="$fresh" "$copy/baza.dump"
run_sql -d "$fresh" -v baza="$fresh" -f - <"$folder/database.sql"
found="$(run_sql -d "$fresh" -c 'SELECT json_object_agg(table_name, row_count ORDER BY table_name) FROM server.row_counts()')"
[[ $found == "$wanted" ]] || fail "Odtworzono co innego, niż zapisano: $found zamiast $wanted. Baza w użyciu została nietknięta."
faults="$(run_sql -d "$fresh" -c "SELECT count(*) FROM server.verify_audit('{}')
    WHERE kind NOT IN ('entries', 'head', 'last', 'blanked', 'set_back', 'mac')")"
[[ $faults == 0 ]] || fail 'Dziennik czynności w kopii jest naruszony. Baza w użyciu została nietknięta.'

if exists "$database"; then
    before="${database}_przed_$moment"
    limit="$(run_sql -d postgres -c "SELECT datconnlimit FROM pg_database WHERE datname = '$database'")"
    # najpierw nikt już nie zapisze: limit zero nie dotyczy tylko superużytkownika
    run_sql -d postgres -c "ALTER DATABASE $database CONNECTION LIMIT 0"
    close_all="SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '$database'"
    run_sql -d postgres -c "$close_all" >/dev/null
    # dane osobowe usunięte po zrobieniu kopii: lista usunięć przechodzi do odtworzonej bazy, program usunie je ponownie
    run_sql -d "$database" -c 'COPY (SELECT at, author, subject, record_id, reason FROM erasure) TO STDOUT' >"$work"
    run_sql -d "$fresh" <<SQL
CREATE TEMPORARY TABLE listed (at timestamptz, author text, subject text, record_id integer, reason text);
\\copy listed FROM '$work'
WITH told AS (
    -- dopisuje ją ten skrypt, nikt poza programem: inaczej sprawdzenie dziennika podałoby ją jako obcą zmianę
    INSERT INTO server.logged VALUES (pg_current_xact_id(), transaction_timestamp(), 'erasure', 'restore')
)
INSERT INTO erasure (at, author, subject, record_id, reason) SELECT * FROM listed ON CONFLICT DO NOTHING;
SQL
    run_sql -d postgres -c "ALTER DATABASE $database ALLOW_CONNECTIONS false"
    run_sql -d postgres -c "$close_all" >/dev/null
    # zakończone połączenia znikają po chwili
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        if run_sql -d postgres -c "ALTER DATABASE $database RENAME TO $before" 2>/dev/null; then break; fi
        sleep 0.5
    done
    exists "$before" || fail 'Baza jest w użyciu i nie udało się jej zamknąć.'
fi
run_sql -d postgres -c "ALTER DATABASE $fresh RENAME TO $database" || fail 'Nie udało się nadać nazwy odtworzonej bazie.'
trap 'rm -f "$work"' EXIT
printf 'Odtworzono bazę %s z kopii %s.\n' "$database" "$copy"
printf 'Teraz uruchom na stacji „server prepare”: ponownie usunie dane osobowe, które usunięto po zrobieniu kopii.\n'
[[ -z $before ]] || printf 'Poprzednia baza: %s (zamknięta; gdy nie będzie potrzebna: dropdb %s).\n' "$before" "$before"
