import { notFound } from 'next/navigation'

/** Addresses that are none: answered inside the desk, with its ways on. */
export default function Page() {
  notFound()
}
