/** That there is no such page. */
export class NotFound extends Error {}

export function notFound(): never {
  throw new NotFound('there is no such page')
}
