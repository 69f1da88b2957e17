// What stands above service-worker.js when it is served.

/** Changes with the files and with the words of the offline page. */
declare const BUILD: string;
/** The page shown without a network, in each language and size; the first one until a page says. */
declare const OFFLINE: string[];
/** Paths of the files that every page is made of. */
declare const SHELL: string[];
