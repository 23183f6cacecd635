# Finding and installing PostgreSQL's server programs. To be sourced after common.sh.
# shellcheck shell=bash

# Prints the folder of initdb, pg_ctl and postgres. Debian keeps them out of PATH, a folder per version.
postgres_folder() {
  local folder
  for folder in "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ]; then
      printf '%s\n' "$folder"
      return 0
    fi
  done
  return 1
}

# Debian would set up and start a cluster of the machine's own, which nobody asked for here.
install_postgres() {
  local setting=/etc/postgresql-common/createcluster.d/frontdesk.conf installed=0
  have apt-get || return 1
  install_packages postgresql-common || return 1
  as_root mkdir -p "$(dirname "$setting")" && echo "create_main_cluster = false" | as_root tee "$setting" >/dev/null
  install_packages postgresql || installed=1
  as_root rm -f "$setting"
  return "$installed"
}
