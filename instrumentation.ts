/** Runs once when the server starts: from then on, what editors publish becomes files. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.DATABASE_URL) return
  const { getPublisher } = await import('@/lib/publish/publisher')
  getPublisher().start()
  // The first search need not wait for the names of places, nor the server's start.
  const { warmPlaces } = await import('@/lib/names/places')
  setTimeout(warmPlaces, 5000).unref()
}
