/** Why a call to the server did not succeed, as far as the visitor is concerned. */
export type FailureKind =
  /** The token is not accepted, or the business is suspended: the chat cannot be used. */
  | 'unavailable'
  /** The server does not know the conversation (any more). */
  | 'gone'
  /** Too many requests. */
  | 'slow_down'
  /** The server understood and said no: the same words will not do better. */
  | 'refused'
  /** Not reached, too slow or broken: the same request may well succeed later. */
  | 'connection';

export class Failure extends Error {
  constructor(readonly kind: FailureKind) {
    super(kind);
  }
}

export function failureForStatus(status: number): Failure {
  if (status === 401 || status === 403) return new Failure('unavailable');
  if (status === 404 || status === 410) return new Failure('gone');
  if (status === 429) return new Failure('slow_down');
  const mayPass = status === 408 || status === 425 || status >= 500;
  return new Failure(mayPass ? 'connection' : 'refused');
}

export function kindOf(error: unknown): FailureKind {
  return error instanceof Failure ? error.kind : 'connection';
}
