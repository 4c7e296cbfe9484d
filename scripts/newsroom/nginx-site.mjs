import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../launcher/settings.mjs'

const UPSTREAM = 'http://counterclaim;'

/**
 * What takes the place of site.conf on a machine with several newsrooms: for each an upstream and a server with the same
 * rules, its own folder and its own application.
 */
export function nginxSite(newsrooms) {
  const rules = readFileSync(path.join(ROOT, 'deploy/nginx/counterclaim/server.conf'), 'utf8')
  const named = newsrooms.map((each) => ({ ...each, hostname: new URL(each.address).hostname }))
  return `# Made by \`node scripts/deploy/write-nginx.mjs --newsrooms\`; not edited by hand.

server_names_hash_max_size 8192;
server_names_hash_bucket_size 128;

# The PUBLIC_URL of each.
map $host $public_url {
${named.map(({ hostname, address }) => `    ${hostname} ${address};`).join('\n')}
}

server {
    listen 80;
    listen [::]:80;
    server_name ${named.map(({ hostname }) => hostname).join(' ')};
    location ^~ /.well-known/acme-challenge/ {
        root /var/www/acme;
    }
    location / {
        return 308 $public_url$request_uri;
    }
}

# Nobody by another name is here.
server {
    listen 80 default_server;
    listen [::]:80 default_server;
    return 444;
}
server {
    listen 443 ssl http2 default_server;
    listen [::]:443 ssl http2 default_server;
    ssl_reject_handshake on;
}

${named.map((each) => serverFor(each, rules)).join('\n')}`
}

function serverFor({ name, hostname, port, dataDir }, rules) {
  const upstream = `counterclaim-${name}`
  const inside = rules.replaceAll(UPSTREAM, `http://${upstream};`).trimEnd()
  return `upstream ${upstream} {
    server 127.0.0.1:${port} max_fails=2 fail_timeout=5s;
    keepalive 16;
}
server {
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    server_name ${hostname};

    ssl_certificate /etc/letsencrypt/live/${hostname}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/${hostname}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
    ssl_prefer_server_ciphers off;
    ssl_session_cache shared:tls:20m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;

    root ${dataDir}/published;
    ${inside.split('\n').join('\n    ')}
}
`
}
