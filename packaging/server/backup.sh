#!/usr/bin/env bash
# Kopia zapasowa bazy programu Przejrzysty Urząd z próbnym odtworzeniem: kopia, której nie da się odtworzyć,
# nie dostaje nazwy. Uruchamia ją użytkownik postgres (urzad-kopia.timer).
#
#   ./backup.sh --to /var/backups/urzad [--copy-to /mnt/drugi-dysk/urzad] [--keep 30] [--database urzad]
#   --tools KATALOG   katalog programów PostgreSQL; połączenie jak zwykle w PostgreSQL (PGHOST, PGPORT, PGUSER)
set -euo pipefail
umask 077

database=urzad target='' second='' keep=30 tools=''
fail() { printf '%s\n' "$*" >&2; exit 1; }
while (($#)); do
    case "$1" in
        --to) target="${2:?}"; shift 2 ;;
        --copy-to) second="${2:?}"; shift 2 ;;
        --keep) keep="${2:?}"; shift 2 ;;
        --database) database="${2:?}"; shift 2 ;;
        --tools) tools="${2:?}/"; shift 2 ;;
        -h | --help) sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
        *) fail "Nieznana opcja: $1 (zob. --help)" ;;
    esac
done
[[ -n $target ]] || fail 'Podaj katalog kopii: --to /var/backups/urzad'
[[ $keep =~ ^[1-9][0-9]*$ ]] || fail 'Liczba kopii: --keep 30'
[[ $database =~ ^[a-z][a-z0-9_]{0,40}$ ]] || fail 'Nazwa bazy: małe litery, cyfry i podkreślenie.'

run_sql() { "${tools}psql" --no-psqlrc --quiet --tuples-only --no-align -v ON_ERROR_STOP=1 "$@"; }
counts="SELECT json_object_agg(table_name, row_count ORDER BY table_name) FROM server.row_counts()"

moment="$(date -u +%Y%m%d-%H%M%S)"
name="$database-$moment"
mkdir -p "$target"
work="$target/.$name.tmp"
scratch="${database}_proba_$$"
mkdir "$work"
# każda próba zostawia ślad w bazie: program pokazuje wszystkim „Ostatnia kopia”
note() { run_sql -d "$database" -v nazwa="$name" <<<"$1" >/dev/null 2>&1; }
result=failed
cleanup() {
    if [[ $result == failed ]]; then
        note "INSERT INTO server.backup (verified, name, size) VALUES (false, :'nazwa', 0);" || true
    fi
    rm -rf "$work"
    run_sql -d postgres -c "DROP DATABASE IF EXISTS $scratch" >/dev/null 2>&1 || true
}
trap cleanup EXIT

# jedna migawka dla kopii i dla liczenia wierszy: praca w urzędzie trwa dalej
coproc SNAPSHOT { run_sql -d "$database"; }
snapshot_in="${SNAPSHOT[1]}" snapshot_out="${SNAPSHOT[0]}"
printf 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_export_snapshot();\n' >&"$snapshot_in"
IFS= read -r snapshot <&"$snapshot_out" || fail "Nie można połączyć się z bazą $database."
"${tools}pg_dump" --format=custom --snapshot="$snapshot" --file="$work/baza.dump" "$database"
printf '%s;\n' "$counts" >&"$snapshot_in"
IFS= read -r wanted <&"$snapshot_out" || fail 'Nie udało się policzyć wierszy.'
printf 'SELECT count FROM audit_head; SELECT mac FROM audit_head; SELECT version_num FROM alembic_version;\n' >&"$snapshot_in"
IFS= read -r audit_count <&"$snapshot_out"
IFS= read -r audit_mac <&"$snapshot_out"
IFS= read -r schema <&"$snapshot_out"
exec {snapshot_in}>&-
"${tools}pg_dumpall" --roles-only --file="$work/role.sql"

# próbne odtworzenie: to samo, co zrobi restore.sh
run_sql -d postgres -c "CREATE DATABASE $scratch TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
"${tools}pg_restore" --exit-on-error --single-transaction --dbname="$scratch" "$work/baza.dump"
found="$(run_sql -d "$scratch" -c "$counts")"
[[ $found == "$wanted" ]] || fail "Odtworzona kopia różni się od bazy: $found zamiast $wanted"
faults="$(run_sql -d "$scratch" -c "SELECT count(*) FROM server.verify_audit('{}')
    WHERE kind NOT IN ('entries', 'head', 'last', 'blanked', 'set_back', 'mac')")"
[[ $faults == 0 ]] || fail "Dziennik czynności w kopii jest naruszony (usterek: $faults). Zawiadom inspektora ochrony danych."

sum="$(sha256sum "$work/baza.dump" | cut -d' ' -f1)"
roles_sum="$(sha256sum "$work/role.sql" | cut -d' ' -f1)"
cat >"$work/manifest.json" <<JSON
{"format": 1, "database": "$database", "moment": "$(date -u +%Y-%m-%dT%H:%M:%SZ)", "schema": "$schema",
 "sha256": "$sum", "roles_sha256": "$roles_sum", "audit": {"count": $audit_count, "mac": "$audit_mac"}, "rows": $wanted}
JSON
sync "$work"/* "$work"
mv "$work" "$target/$name"
sync "$target"
result=verified
note "INSERT INTO server.backup (verified, name, size, audit_count, audit_mac)
    VALUES (true, :'nazwa', $(stat --format=%s "$target/$name/baza.dump"), $audit_count, '$audit_mac');
    DELETE FROM server.backup WHERE at < now() - interval '2 years';" ||
    printf 'Uwaga: nie zapisano w bazie, że kopia powstała; uruchom „server prepare”.\n' >&2

if [[ -n $second && -d $second ]]; then
    cp -R "$target/$name" "$second/.$name.tmp"
    (cd "$second/.$name.tmp" && printf '%s  baza.dump\n%s  role.sql\n' "$sum" "$roles_sum" | sha256sum --check --quiet)
    sync "$second/.$name.tmp"/*
    mv "$second/.$name.tmp" "$second/$name"
elif [[ -n $second ]]; then
    printf 'Uwaga: nie ma katalogu %s; drugiej kopii nie zrobiono.\n' "$second" >&2
fi

for place in "$target" ${second:+"$second"}; do
    [[ -d $place ]] || continue
    find "$place" -mindepth 1 -maxdepth 1 -type d -name "$database-[0-9]*-[0-9]*" -printf '%f\n' | sort -r |
        tail -n "+$((keep + 1))" | while IFS= read -r old; do rm -rf "${place:?}/$old"; done
done
printf 'Kopia sprawdzona: %s\n' "$target/$name"
