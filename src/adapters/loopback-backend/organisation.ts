/** The organisation of every stack here: a stack is `panka/<project>/<stack>`. */
export const ORGANISATION = 'panka';
