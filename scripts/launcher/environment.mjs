/** What Next and our scripts are told by their environment; lib/env.ts reads it. */
export function environmentFor({ settings, keys, databaseUrl, internalOrigin }) {
  return {
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    // Unset, next-auth goes by the host that the front server vouches for; set, by this one only.
    NEXTAUTH_URL: undefined,
    NEXTAUTH_SECRET: keys.sessionSecret,
    INTERNAL_SECRET: keys.internalSecret,
    // A script that runs without Next has nobody there; the address must still be one.
    INTERNAL_ORIGIN: internalOrigin ?? 'http://127.0.0.1:9',
    AUTH_TRUST_HOST: '1',
    DEMO: settings.isDemo ? '1' : '0',
    // The owner's address is the launcher's business alone.
    DATABASE_OWNER_URL: undefined,
  }
}
