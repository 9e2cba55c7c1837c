// Starts the page's workers. The policy of content security allows one policy of Trusted Types, this one, and that allows these scripts.

/** @type {Set<string>} */
const scripts = new Set();

/** @typedef {{createPolicy: (name: string, rules: {createScriptURL: (address: string) => string}) => {createScriptURL: (address: string) => string}}} Factory */
const factory = /** @type {{trustedTypes?: Factory}} */ (window).trustedTypes;
const policy = factory?.createPolicy('tincan', {
  createScriptURL(address) {
    if (!scripts.has(address)) throw new TypeError(`no worker of this page: ${address}`);
    return address;
  },
});

/** @param {string} url  of a script that the build made, relative to the page's own scripts */
function allowed(url) {
  const address = new URL(url, import.meta.url).href;
  scripts.add(address);
  return policy?.createScriptURL(address) ?? address;
}

/** @param {string} url  as above */
export const start_worker = url => new Worker(allowed(url), { type: 'module' });

export const service_worker_address = () => allowed('./service_worker.js');
