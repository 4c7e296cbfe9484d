import { expect, test } from './fixtures'

const deskPages = [
  '/desk',
  '/desk/claims/new',
  '/desk/sources',
  '/desk/sources/new',
  '/desk/stories',
  '/desk/stories/new',
  '/desk/people',
  '/desk/activity',
]

test('whoever is not signed in is asked to, on every page of the desk', async ({
  reader,
  newsroom,
}) => {
  const claim = await newsroom.file()
  for (const address of [...deskPages, claim.desk, `${claim.desk}?do=evidence`]) {
    await reader.goto(address)
    await expect(reader, address).toHaveURL(/\/sign-in\?next=/)
    await expect(reader.getByText(claim.word)).toHaveCount(0)
  }
})

test('the desk answers machines that are not signed in with 401, and nobody inside itself', async ({
  reader,
}) => {
  for (const address of ['sources?q=a', 'similar?text=Damascus', 'documents?q=a']) {
    const answer = await reader.request.get(`/api/desk/${address}`)
    expect(answer.status(), address).toBe(401)
  }
  for (const address of [
    '/api/internal/publish',
    '/api/internal/rebuild',
    '/api/%69nternal/publish',
  ]) {
    const answer = await reader.request.post(address, { data: { all: true } })
    expect([404, 405], address).toContain(answer.status())
  }
})
