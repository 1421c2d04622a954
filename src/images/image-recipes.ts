import { cniPlugins } from './recipes/cni-plugins.ts';
import { containerdPrograms } from './recipes/containerd-programs.ts';
import { controlPlaneImages } from './recipes/control-plane-images.ts';
import { corednsProgram } from './recipes/coredns-program.ts';
import { debianSystems } from './recipes/debian-systems.ts';
import { endpointImage } from './recipes/endpoint-image.ts';
import { etcdPrograms } from './recipes/etcd-programs.ts';
import { kubernetesPrograms } from './recipes/kubernetes-programs.ts';
import { type MachineImageInput, machineImage } from './recipes/machine-image.ts';
import { type ManagerImageInput, managerImage } from './recipes/manager-image.ts';
import { pauseProgram } from './recipes/pause-program.ts';
import type { Recipe } from './recipes/recipe.ts';

/** Everything a machine image is made of, in order; the longest builds first. */
function machineRecipes(input: MachineImageInput): Recipe[] {
  const { components } = input;
  return [
    kubernetesPrograms(components.kubernetes),
    debianSystems.machine,
    debianSystems.kubeProxy,
    corednsProgram(components.coredns),
    containerdPrograms(components.containerd),
    etcdPrograms(components.etcd),
    cniPlugins(components.cniPlugins),
    pauseProgram(components.pause),
    controlPlaneImages(components),
    machineImage(input),
  ];
}

/** Everything an endpoint image is made of, in order. */
function endpointRecipes(): Recipe[] {
  return [debianSystems.endpoint, endpointImage()];
}

/** The manager's image needs nothing but the base system of machines. */
function managerRecipes(input: ManagerImageInput): Recipe[] {
  return [debianSystems.machine, managerImage(input)];
}

/** The recipes of each kind of image; the last one of a list is the image. */
export const imageRecipes = { machine: machineRecipes, endpoint: endpointRecipes, manager: managerRecipes } as const;
