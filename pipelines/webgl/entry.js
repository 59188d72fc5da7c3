// What the page uses of the packages; all else is left out of the bundle.
export { default as Graph } from "graphology";
export { unzlibSync } from "fflate";
export { default as Sigma } from "sigma";
export { EdgeProgram, NodeProgram } from "sigma/rendering";
