import { pageRequest } from '@/app/_renderer/page-request'

/** The one header that pages read, as proxy.ts sets it. */
export async function headers(): Promise<Headers> {
  return new Headers({ 'x-page-path': pageRequest().path })
}
