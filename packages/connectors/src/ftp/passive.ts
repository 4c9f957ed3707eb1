import { enterPassiveModeIPv6, type FTPContext, FTPError, type FTPResponse } from 'basic-ftp';

/**
 * Opens data connections to the host of the control connection only, whatever address the server names: that one was
 * checked, and servers behind address translation often name one that nobody can reach.
 */
export function passiveTo(mode: 'auto' | 'pasv'): (ftp: FTPContext) => Promise<FTPResponse> {
  let knowsEpsv = mode === 'auto';
  return async (ftp) => {
    if (knowsEpsv) {
      try {
        return await enterPassiveModeIPv6(ftp);
      } catch (thrown) {
        if (!(thrown instanceof FTPError)) throw thrown;
        knowsEpsv = false;
      }
    }
    return enterPassiveModeIPv6(askingPasv(ftp));
  };
}

/** A context whose EPSV is a PASV of which only the port counts. */
function askingPasv(ftp: FTPContext): FTPContext {
  const request = async (): Promise<FTPResponse> => {
    const { code, message } = await ftp.request('PASV');
    // RFC 959 §4.1.2: h1,h2,h3,h4,p1,p2
    const [, high, low] = /(?:\d{1,3},){4}(\d{1,3}),(\d{1,3})/.exec(message) ?? [];
    if (high === undefined || low === undefined) throw new Error(`This is no answer to PASV: ${message}`);
    return { code, message: `229 (|||${Number(high) * 256 + Number(low)}|)` };
  };
  return new Proxy(ftp, {
    get: (target, name) => (name === 'request' ? request : Reflect.get(target, name, target)),
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
