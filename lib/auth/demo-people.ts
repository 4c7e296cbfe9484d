import type { Role } from '@/lib/auth/roles'

export type DemoPerson = { key: string; email: string; name: string; role: Role; password: string }

/** The newsroom of a demo instance. Their passwords are public, so they exist on demo instances only. */
export const demoPeople = [
  {
    key: 'amal',
    email: 'amal@example.org',
    name: 'Amal Haddad',
    role: 'admin',
    password: 'amal-answers-for-it',
  },
  {
    key: 'jonas',
    email: 'jonas@example.org',
    name: 'Jonas Lindqvist',
    role: 'editor',
    password: 'jonas-asks-who-says',
  },
  {
    key: 'mira',
    email: 'mira@example.org',
    name: 'Mira Okafor',
    role: 'editor',
    password: 'mira-reads-it-twice',
  },
  {
    key: 'tomas',
    email: 'tomas@example.org',
    name: 'Tomás Rey',
    role: 'contributor',
    password: 'tomas-files-a-claim',
  },
] as const satisfies DemoPerson[]

export type DemoKey = (typeof demoPeople)[number]['key']
