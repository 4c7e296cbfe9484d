import { scriptSafeJson } from '@/lib/interop/script-safe-json'

export function JsonLd({ data }: { data: object }) {
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: scriptSafeJson leaves nothing that could end the element
      dangerouslySetInnerHTML={{ __html: scriptSafeJson(data) }}
    />
  )
}
