/** Runs once when the server starts: from then on, what editors publish becomes files. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.DATABASE_URL) return
  const { getPublisher } = await import('@/lib/publish/publisher')
  getPublisher().start()
}
