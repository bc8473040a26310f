#!/bin/bash
# Installs PostgreSQL's server programs from Debian's packages, as root, without the cluster that Debian would
# otherwise create and start beside ours.
set -euo pipefail
exec 1>&2 </dev/null
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

# Two commands that both miss it: the second waits and finds it there.
mkdir -p /var/lib/ledger
exec 8>/var/lib/ledger/install.lock
flock 8
for initdb in /usr/lib/postgresql/*/bin/initdb; do
  version=${initdb#/usr/lib/postgresql/}
  if [[ -x $initdb && ${version%%/*} -ge 15 ]]; then exit 0; fi
done

no_cluster=/etc/postgresql-common/createcluster.d/ledger-install.conf
trap 'rm -f "$no_cluster"' EXIT
install=(apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300)

apt-get update -q 8>&-
"${install[@]}" postgresql-common 8>&-
mkdir -p "${no_cluster%/*}"
echo 'create_main_cluster = false' >"$no_cluster"
"${install[@]}" postgresql 8>&-
