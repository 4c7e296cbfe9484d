/** What somebody is told who comes to the desk while its database is away. */
export function AwayWords() {
  return (
    <>
      <p>
        The desk’s database does not answer as it should just now. Readers’ pages are served all the
        same. Nothing that was saved is lost.
      </p>
      <p>
        If you were typing, it is kept as a draft, or go back in your browser: it is still there.
        Please try again in a moment; if it lasts, tell whoever looks after this machine.
      </p>
    </>
  )
}

/** In place of the desk, as a page that needs no script. */
export function Away() {
  return (
    <main className="gate" id="main" tabIndex={-1}>
      <h1>The desk can’t show this right now</h1>
      <AwayWords />
      <form method="get">
        <button type="submit" className="button">
          Try again
        </button>
      </form>
    </main>
  )
}
