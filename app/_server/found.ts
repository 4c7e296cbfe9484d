import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { AppError } from '@/lib/errors'

/** What a page's question answers; the not-found page where it isn't there, or not for this actor. */
export async function found<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

/** An id out of an address; what is none can't be there either. */
export function idOf(text: string): string {
  const id = z.uuid().safeParse(text)
  return id.success ? id.data : notFound()
}
