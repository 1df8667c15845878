/** The Helm chart, rendered by Helm itself and held to the Kubernetes API and to the code. */
package dev.docket.deploy;
