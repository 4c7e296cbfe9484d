import type english from '@/messages/en.json'

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof english
  }
}

declare module 'use-intl/core' {
  interface AppConfig {
    Messages: typeof english
  }
}

declare module 'next-intl' {
  interface AppConfig {
    Messages: typeof english
  }
}
