#!/usr/bin/env bash
# Przygotowuje serwer PostgreSQL dla programu Przejrzysty Urząd na Debianie 12 lub nowszym.
# Można go uruchomić ponownie: nie niszczy danych ani certyfikatu, a ustawienia doprowadza do opisanego stanu.
#
#   sudo ./setup_debian.sh --host serwer.urzad.local --network 192.168.1.0/24
#
# Opcje:
#   --host NAZWA        nazwa, pod którą stacje robocze widzą serwer (stanie w certyfikacie); wymagana
#   --address IP        adres serwera w certyfikacie, jeżeli stacje łączą się po adresie; można powtórzyć
#   --network SIEĆ      sieć stacji roboczych, np. 192.168.1.0/24; wymagana, można powtórzyć
#   --owner-from IP     jedyny komputer poza serwerem, z którego wolno wejść właścicielowi bazy (server prepare)
#   --database NAZWA    nazwa bazy (urzad)
#   --password-fd N     hasło właściciela bazy z deskryptora N zamiast pytania
# Dla istniejącego klastra, bez instalowania pakietów (tak skrypt sprawdzają testy programu):
#   --cluster KATALOG   katalog danych klastra; połączenie z PGHOST, PGPORT i PGUSER, zaufane lokalnie
#   --tools KATALOG     katalog programów PostgreSQL
set -euo pipefail
umask 077

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
host='' database=urzad cluster='' tools='' password_fd=''
owner_from=''
addresses=() networks=()

fail() { printf '%s\n' "$*" >&2; exit 1; }
say() { printf '── %s\n' "$*"; }
usage() { sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; }

while (($#)); do
    case "$1" in
        --host) host="${2:?}"; shift 2 ;;
        --address) addresses+=("${2:?}"); shift 2 ;;
        --network) networks+=("${2:?}"); shift 2 ;;
        --owner-from) owner_from="${2:?}"; shift 2 ;;
        --database) database="${2:?}"; shift 2 ;;
        --password-fd) password_fd="${2:?}"; shift 2 ;;
        --cluster) cluster="${2:?}"; shift 2 ;;
        --tools) tools="${2:?}/"; shift 2 ;;
        -h | --help) usage; exit 0 ;;
        *) fail "Nieznana opcja: $1 (zob. --help)" ;;
    esac
done
[[ $host =~ ^[A-Za-z0-9.-]+$ ]] || fail 'Podaj nazwę serwera: --host serwer.urzad.local'
((${#networks[@]})) || fail 'Podaj sieć stacji roboczych: --network 192.168.1.0/24'
for network in "${networks[@]}"; do
    [[ $network =~ ^[0-9A-Fa-f.:]+/[0-9]{1,3}$ ]] || fail "To nie jest sieć: $network (przykład: 192.168.1.0/24)"
done
[[ -z $owner_from || $owner_from =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ || $owner_from =~ ^[0-9A-Fa-f]*:[0-9A-Fa-f:]+$ ]] ||
    fail "To nie jest adres jednego komputera: $owner_from (przykład: 192.168.1.15)"
[[ $database =~ ^[a-z][a-z0-9_]{0,40}$ ]] || fail 'Nazwa bazy: małe litery, cyfry i podkreślenie.'

as_postgres() {
    if [[ -n $cluster && $given_cluster == yes ]]; then "$@"; else runuser -u postgres -- "$@"; fi
}
run_sql() { as_postgres "${tools}psql" --no-psqlrc --quiet --tuples-only --no-align -v ON_ERROR_STOP=1 "$@"; }

given_cluster=yes
if [[ -z $cluster ]]; then
    given_cluster=no
    [[ $EUID == 0 ]] || fail 'Uruchom jako root (sudo).'
    say 'Instaluję PostgreSQL'
    export DEBIAN_FRONTEND=noninteractive
    if ! dpkg-query -W -f '${db:Status-Status}' postgresql 2>/dev/null | grep -qx installed; then
        apt-get -q update
        apt-get -q install -y postgresql openssl
    fi
    version="$(pg_lsclusters --no-header | awk '{print $1}' | sort -n | tail -1)"
    [[ -n $version && $version -ge 15 ]] || fail 'Potrzebny jest PostgreSQL 15 lub nowszy.'
    cluster="$(pg_lsclusters --no-header "$version" main | awk '{print $6}')"
    pg_ctlcluster "$version" main start 2>/dev/null || true
    hba="/etc/postgresql/$version/main/pg_hba.conf"
    certificates="/etc/postgresql/$version/main"
    local_rule='local all postgres peer'
else
    hba="$cluster/pg_hba.conf"
    certificates="$cluster"
    local_rule="local all ${PGUSER:?} trust
host all $PGUSER 127.0.0.1/32 trust"
fi
restart() {
    if [[ $given_cluster == no ]]; then pg_ctlcluster "$version" main restart; else run_sql -d postgres -c 'SELECT pg_reload_conf()' >/dev/null; fi
}

others="$(run_sql -d postgres -c "SELECT string_agg(datname, ', ') FROM pg_database
    WHERE NOT datistemplate AND datname NOT IN ('postgres', '$database')
    AND datname NOT LIKE '$database\\_przed\\_%' AND datname NOT LIKE '$database\\_proba\\_%'")"
[[ -z $others || -n ${URZAD_OTHER_DATABASES:-} ]] || fail "Na tym serwerze są już inne bazy: $others.
Skrypt ustawia dostęp do całego serwera, więc mógłby je zamknąć. Użyj osobnego klastra albo zrób to ręcznie
według INSTRUKCJA.md (zmienna URZAD_OTHER_DATABASES=1 pomija to sprawdzenie)."

if [[ $given_cluster == no && $(run_sql -d postgres -c 'SHOW data_checksums') == off ]]; then
    say 'Włączam sumy kontrolne stron: uszkodzenie dysku nie przejdzie niezauważone'
    pg_ctlcluster "$version" main stop
    runuser -u postgres -- "/usr/lib/postgresql/$version/bin/pg_checksums" --enable --pgdata "$cluster"
    pg_ctlcluster "$version" main start
fi

certificate="$certificates/urzad.crt" key="$certificates/urzad.key"
if [[ ! -s $certificate || ! -s $key ]]; then
    say "Tworzę certyfikat serwera $host (10 lat)"
    names="DNS:$host"
    for address in ${addresses[@]+"${addresses[@]}"}; do names+=",IP:$address"; done
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -sha256 \
        -subj "/CN=$host" -addext "subjectAltName=$names" -keyout "$key.tmp" -out "$certificate.tmp" 2>/dev/null
    mv "$key.tmp" "$key"
    mv "$certificate.tmp" "$certificate"
fi
chmod 600 "$key"
chmod 644 "$certificate"
[[ $EUID != 0 ]] || chown --reference="$cluster" "$key" "$certificate"

say 'Ustawienia: szyfrowanie, hasła SCRAM, zapis odporny na zanik prądu'
run_sql -d postgres <<SQL
ALTER SYSTEM SET listen_addresses = '*';
ALTER SYSTEM SET ssl = on;
ALTER SYSTEM SET ssl_cert_file = '$certificate';
ALTER SYSTEM SET ssl_key_file = '$key';
ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.2';
ALTER SYSTEM SET password_encryption = 'scram-sha-256';
ALTER SYSTEM SET max_connections = 400;
ALTER SYSTEM SET fsync = on;
ALTER SYSTEM SET full_page_writes = on;
ALTER SYSTEM SET synchronous_commit = on;
-- komputer, który zasnął w połowie zapisu, nie zatrzyma pozostałych
ALTER SYSTEM SET idle_in_transaction_session_timeout = '5min';
ALTER SYSTEM SET tcp_keepalives_idle = 60;
-- dziennik serwera: kto i kiedy się łączył, bez treści poleceń i bez wpisanych danych
ALTER SYSTEM SET log_connections = on;
ALTER SYSTEM SET log_disconnections = on;
ALTER SYSTEM SET log_statement = 'none';
ALTER SYSTEM SET log_min_duration_statement = -1;
ALTER SYSTEM SET log_min_error_statement = 'panic';
ALTER SYSTEM SET log_parameter_max_length_on_error = 0;
ALTER SYSTEM SET lc_messages = 'C';
SQL

say 'Dostęp: tylko szyfrowany, tylko z podanych sieci, tylko ludzie programu'
[[ -e $hba.przed-urzad ]] || cp -p "$hba" "$hba.przed-urzad"
{
    printf '# Napisane przez setup_debian.sh; poprzednia treść: %s\n' "$hba.przed-urzad"
    printf '%s\n' "$local_rule"
    printf 'local %s urzad_owner scram-sha-256\n' "$database"
    # właściciel należy do urzad_member, więc najpierw: skąd wolno mu wejść, potem zakaz z innych miejsc
    printf 'hostssl %s urzad_owner 127.0.0.1/32 scram-sha-256\n' "$database"
    case "$owner_from" in
        '') ;;
        *:*) printf 'hostssl %s urzad_owner %s/128 scram-sha-256\n' "$database" "$owner_from" ;;
        *) printf 'hostssl %s urzad_owner %s/32 scram-sha-256\n' "$database" "$owner_from" ;;
    esac
    printf 'host all urzad_owner all reject\n'
    printf 'hostssl %s +urzad_member 127.0.0.1/32 scram-sha-256\n' "$database"
    for network in "${networks[@]}"; do
        printf 'hostssl %s +urzad_member %s scram-sha-256\n' "$database" "$network"
    done
} >"$hba.tmp"
cat "$hba.tmp" >"$hba"
rm "$hba.tmp"

say 'Role i baza'
run_sql -d postgres -f - <"$folder/roles.sql"
if [[ $(run_sql -d postgres -c "SELECT count(*) FROM pg_database WHERE datname = '$database'") == 0 ]]; then
    # kolejność bajtów: indeksy nie zepsują się po aktualizacji systemu; polski porządek program liczy sam
    run_sql -d postgres -c "CREATE DATABASE $database OWNER urzad_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
fi
run_sql -d "$database" -v baza="$database" -f - <"$folder/database.sql"

if [[ $(run_sql -d postgres -c "SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'urzad_owner'") == t ]]; then
    if [[ -n $password_fd ]]; then
        IFS= read -r password <&"$password_fd" || fail 'Brak hasła w podanym deskryptorze.'
    else
        read -r -s -p 'Nowe hasło właściciela bazy (co najmniej 16 znaków): ' password
        printf '\n'
        read -r -s -p 'Powtórz: ' again
        printf '\n'
        [[ $password == "$again" ]] || fail 'Wpisane hasła się różnią.'
    fi
    ((${#password} >= 16)) || fail 'Hasło właściciela musi mieć co najmniej 16 znaków.'
    # przez wejście standardowe: hasła nie widać w liście procesów ani w dzienniku serwera
    printf "SET log_statement = 'none'; SET log_min_error_statement = 'panic'; ALTER ROLE urzad_owner PASSWORD '%s';" \
        "${password//\'/\'\'}" | run_sql -d postgres -f -
fi
restart

say 'Gotowe'
cat <<TEXT
Certyfikat do skopiowania na stacje robocze: $certificate
Odcisk certyfikatu (SHA-256), do porównania na stacji:
  $(openssl x509 -in "$certificate" -noout -fingerprint -sha256 | cut -d= -f2)
Następny krok, na stacji z programem:
  urzad --database "postgresql://$host:5432/$database?sslrootcert=PLIK" server prepare --login NAZWA --name "IMIĘ NAZWISKO"
TEXT
