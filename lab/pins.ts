import pins from "../pins.json" with { type: "json" };

/** All versions of this project, as pins.json has them. */
export { pins };
